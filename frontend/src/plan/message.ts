// The message that a plan is drawn from.
import type { components } from "../api/schema";

export type Picture = components["schemas"]["Picture"];
