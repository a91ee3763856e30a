// The focus stays in a dialog when what had it is gone.
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { expect, it } from "vitest";
import { KeptFocus } from "./KeptFocus";

function Changing() {
  const [isDone, setDone] = useState(false);
  return (
    <div role="dialog" tabIndex={-1} aria-label="Something">
      <KeptFocus />
      {isDone ? (
        <p>Done</p>
      ) : (
        <button
          onClick={() => {
            setDone(true);
          }}
        >
          Do it
        </button>
      )}
    </div>
  );
}

it("goes to the dialog when the button that had it is gone", async () => {
  render(<Changing />);
  const button = screen.getByRole("button");
  button.focus();
  fireEvent.click(button);
  await waitFor(() => {
    expect(document.activeElement).toBe(screen.getByRole("dialog"));
  });
});
