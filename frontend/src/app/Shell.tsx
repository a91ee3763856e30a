// The frame of every screen: where one is, undo and redo, running jobs, language, light, and who one is.
import { Languages, Moon, Redo2, Sun, Undo2, UserRound } from "lucide-react";
import { type ReactNode, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useSession } from "../api/queries";
import { choose, LANGUAGES, spoken } from "../language";
import { chooseTheme } from "../state/theme";
import { redo, undo, useUndo, useUndoKeys } from "../state/undo";
import { JobsTray } from "../team/JobsTray";
import { useSignOut } from "../team/tokens";
import { IconButton } from "../ui/Button";
import { type Act, Menu } from "../ui/Menu";
import { toast } from "../ui/toast";
import { problemWords } from "./words";
import { paths } from "./paths";
import css from "./Shell.module.css";

/** The top bar over `children`. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={css.shell}>
      <a href="#content" className={css.skip}>
        {t("skip")}
      </a>
      <header className={css.bar}>
        <Link to={paths.projects()} className={css.mark} aria-label="commonweal">
          <img src="/icon.svg" alt="" width={26} height={26} />
          <span>commonweal</span>
        </Link>
        <div id="trail" className={css.trail} />
        <div className={css.tools}>
          <UndoButtons />
          <JobsTray />
          <LanguageButton />
          <ThemeButton />
          <PersonMenu />
        </div>
      </header>
      <main id="content" className={css.content} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function UndoButtons() {
  const { t } = useTranslation();
  const { done, undone, busy } = useUndo();
  const move = useCallback(
    async (act: typeof undo, said: string, none: string) => {
      try {
        const step = await act();
        toast(step ? t(said, { what: step.label }) : t(none));
      } catch (error) {
        toast(problemWords(t, error));
      }
    },
    [t],
  );
  const back = useCallback(() => void move(undo, "undone", "nothingToUndo"), [move]);
  const again = useCallback(() => void move(redo, "redone", "nothingToRedo"), [move]);
  useUndoKeys(back, again);
  return (
    <span className={css.wide}>
      <IconButton
        label={done ? `${t("undo")}: ${done.label}` : t("undo")}
        isDisabled={!done || busy}
        onPress={back}
      >
        <Undo2 size={18} aria-hidden className="mirrored" />
      </IconButton>
      <IconButton
        label={undone ? `${t("redo")}: ${undone.label}` : t("redo")}
        isDisabled={!undone || busy}
        onPress={again}
      >
        <Redo2 size={18} aria-hidden className="mirrored" />
      </IconButton>
    </span>
  );
}

function LanguageButton() {
  const { t } = useTranslation("shell");
  const acts = Object.entries(LANGUAGES).map(([code, title]) => ({
    id: code,
    title,
    isDisabled: code === spoken(),
    onAct: () => void choose(code === "ar" ? "ar" : "en"),
  }));
  return (
    <Menu label={t("language")} acts={acts}>
      <IconButton label={t("language")}>
        <Languages size={18} aria-hidden />
      </IconButton>
    </Menu>
  );
}

function ThemeButton() {
  const { t } = useTranslation("shell");
  const [isDark, setDark] = useState(document.documentElement.dataset.theme === "dark");
  const turn = () => {
    chooseTheme(isDark ? "light" : "dark");
    setDark(!isDark);
  };
  return (
    <IconButton label={isDark ? t("light") : t("dark")} onPress={turn}>
      {isDark ? <Sun size={18} aria-hidden /> : <Moon size={18} aria-hidden />}
    </IconButton>
  );
}

function PersonMenu() {
  const { t } = useTranslation("shell");
  const session = useSession().data;
  const navigate = useNavigate();
  const signOut = useSignOut();
  if (!session || session.how === "local") return null;
  const go = (to: string) => () => void navigate(to);
  const acts: Act[] = [];
  if (session.person) acts.push({ id: "account", title: t("account"), onAct: go(paths.account()) });
  if (session.person?.admin) acts.push({ id: "people", title: t("people"), onAct: go(paths.people()) });
  acts.push({ id: "out", title: t("signOut"), onAct: () => void signOut() });
  const name = session.person ? session.person.title || session.person.name : t("byLink");
  return (
    <Menu label={t("who", { name })} acts={acts}>
      <IconButton label={t("who", { name })}>
        <UserRound size={18} aria-hidden />
      </IconButton>
    </Menu>
  );
}
