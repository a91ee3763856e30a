// A sentence on a page: its words whole, its names apart, its links where they lead.
import { render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { expect, it } from "vitest";
import { Told } from "./Told";
import type { Sentence } from "./told";

const SENTENCE: Sentence = {
  text: "the route track is shut (routes, row 5)",
  pieces: [
    { text: "the route ", apart: false, link: null },
    { text: "track", apart: true, link: 0 },
    { text: " is shut (", apart: false, link: null },
    { text: "routes", apart: true, link: 1 },
    { text: ", row 5", apart: false, link: 1 },
    { text: ")", apart: false, link: null },
  ],
  links: [
    { kind: "route", name: "track", table: "", row: null, key: {} },
    { kind: "row", name: "", table: "routes", row: 3, key: {} },
  ],
};

it("reads as one sentence whose links lead to the map and to the row", () => {
  const about = { project: "p", plan: "r", economy: "e" };
  const { container } = render(
    <MemoryRouter initialEntries={["/projects/p/plans/r?period=2031-03-17&panel=why"]}>
      <Told sentence={SENTENCE} about={about} />
    </MemoryRouter>,
  );
  expect(container.textContent).toBe(SENTENCE.text);
  const [route, row] = screen.getAllByRole("link");
  expect(route?.getAttribute("href")).toBe("/projects/p/plans/r?period=2031-03-17&route=track");
  expect(row?.getAttribute("href")).toBe("/projects/p/economies/e/data/routes?row=3");
  expect([...container.querySelectorAll("bdi")].map((each) => each.textContent)).toEqual(["track", "routes"]);
});
