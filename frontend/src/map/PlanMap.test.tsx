// Facts about the map that people meet: everything on it has a name, and the keyboard reaches it.
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { coverageByPlace, EVERYTHING, flowsAlong, type Picture, sceneOf } from "../plan/picture";
import { madeUp } from "../plan/fixtures";
import { closedIn } from "../plan/flows";
import { BARE } from "./ground";
import { PlanMap } from "./PlanMap";

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {
        return;
      }
      disconnect() {
        return;
      }
    },
  );
});

const CLOSED: Picture["closed"][number] = {
  kind: "route",
  name: "road-0",
  position: 0,
  place: null,
  first: 0,
  n_periods: 3,
  start: "2031-01-06",
  until: "2031-01-20",
  because: "a landslide",
  claimed_by: "the hill council",
  source: "",
};

function shown(onSelect = vi.fn()) {
  const picture = madeUp({ places: 3, periods: 3, needs: 2, routes: 3 });
  const scene = sceneOf({ ...picture, closed: [CLOSED] });
  const ui = (
    <PlanMap
      label="Map"
      scene={scene}
      ground={BARE}
      coverage={coverageByPlace(scene, EVERYTHING)}
      flowing={flowsAlong(scene, null, null)}
      closed={closedIn(scene, null)}
      onSelect={onSelect}
    />
  );
  render(ui);
  return { onSelect };
}

describe("the map", () => {
  it("names each place with its coverage and who goes short", () => {
    shown();
    const place = screen.getByRole("button", { name: /^Place 1\b/ });
    expect(place.getAttribute("aria-label")).toMatch(/of needs are covered/);
    expect(place.getAttribute("aria-label")).toMatch(/go short/);
  });

  it("names each route with what it carries, and why it is closed", () => {
    shown();
    const route = screen.getByRole("button", { name: /Road 0/ });
    const name = route.getAttribute("aria-label") ?? "";
    expect(name).toMatch(/ t/);
    expect(name).toContain("a landslide");
    expect(name).toContain("the hill council");
  });

  it("is one stop of Tab; arrows walk on, Enter selects", async () => {
    const { onSelect } = shown();
    const stops = [...document.querySelectorAll("[data-thing][tabindex='0']")];
    expect(stops).toHaveLength(1);
    const user = userEvent.setup();
    await user.tab();
    expect(document.activeElement).toBe(stops[0]);
    await user.keyboard("{Enter}");
    expect(onSelect).toHaveBeenCalledWith(expect.objectContaining({ kind: "place" }));
    await user.keyboard("{ArrowLeft}{ArrowRight}{ArrowUp}{ArrowDown}");
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(document.activeElement).not.toBe(stops[0]);
    expect(document.activeElement?.hasAttribute("data-thing")).toBe(true);
  });

  it("selects what is clicked, and nothing where there is nothing", async () => {
    const { onSelect } = shown();
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: /^Place 2\b/ }));
    expect(onSelect).toHaveBeenLastCalledWith({ kind: "place", at: 2 });
    await user.click(screen.getByRole("group", { name: "Map" }));
    expect(onSelect).toHaveBeenLastCalledWith(null);
  });
});
