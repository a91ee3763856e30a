import { describe, expect, it } from "vitest";
import { addressOf, FORMS, inOurPolicy } from "./printed";

describe("a printed page", () => {
  it("is addressed by what it is, its form and its language", () => {
    expect(addressOf("p1", "r1", "briefing", { format: "docx", language: "ar" })).toBe(
      "/projects/p1/results/r1/briefing?format=docx&language=ar",
    );
    expect(addressOf("p1", "r1", "report", { language: "en", show: true })).toBe(
      "/projects/p1/results/r1/report?format=html&language=en&show=yes",
    );
  });

  it("keeps its style inside a frame, by the word of the page around it, and its text as it is", () => {
    const page = "<head><style>p{}</style></head><body>&lt;style&gt;</body>";
    expect(inOurPolicy(page, "abc")).toBe(
      '<head><style nonce="abc">p{}</style></head><body>&lt;style&gt;</body>',
    );
    expect(inOurPolicy(page, "")).toBe(page);
  });

  it("is a PDF first", () => {
    expect([FORMS.report[0], FORMS.briefing[0]]).toEqual(["pdf", "pdf"]);
  });
});
