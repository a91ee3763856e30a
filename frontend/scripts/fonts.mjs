// Copies the fonts of printed pages (TTF, which typst needs) from their packages to the Python package.
import { copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "..", "node_modules", "@expo-google-fonts");
const target = join(here, "..", "..", "src", "commonweal", "printing", "fonts");

// Plex for Arabic, as it has whole letters: Noto puts them together from strokes and dots, so that programs that
// read a PDF find each letter twice.
const FAMILIES = [
  { package: "source-sans-3", name: "SourceSans3" },
  { package: "ibm-plex-sans-arabic", name: "IBMPlexSansArabic" },
];
const CUTS = ["400Regular", "600SemiBold"];

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const family of FAMILIES) {
  const folder = join(modules, family.package);
  for (const cut of CUTS) {
    copyFileSync(join(folder, cut, `${family.name}_${cut}.ttf`), join(target, `${family.name}-${cut}.ttf`));
  }
  const licence = ["LICENSE_FONT", "LICENSE"].map((name) => join(folder, name)).find(existsSync);
  if (licence === undefined) throw new Error(`${folder} has no licence`);
  copyFileSync(licence, join(target, `${family.name}-OFL.txt`));
}
console.log(`Fonts of printed pages: ${target}`);
