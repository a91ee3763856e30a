// Short names of what explanations are made of.
import type { components } from "../api/schema";

type Schemas = components["schemas"];

export type Explanations = Schemas["Explanations"];
export type NeedTold = Schemas["NeedTold"];
export type ReliefTold = Schemas["ReliefTold"];
export type HelpTold = Schemas["HelpTold"];
export type HelpsTold = Schemas["HelpsTold"];
export type ServingTold = Schemas["ServingTold"];
export type ShareTold = Schemas["ShareTold"];
export type Sentence = Schemas["Sentence"];
export type Piece = Schemas["Piece"];
export type Pointer = Schemas["Pointer"];
