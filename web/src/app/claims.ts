// The claims as the rails, the list and the search need them, and how everybody puts them.

import type { ClaimsQuery } from "../gql/graphql";
import type { Manner } from "./drawing";
import { parseMoment } from "./moment";
import { type Picture, type Scene, State } from "./picture";

export type ClaimKind = "Statement" | "Action" | "Relation";
export const claimKinds: ClaimKind[] = ["Statement", "Action", "Relation"];

/** A stretch of time in which something began to be so, or was told. */
export interface Window {
  kind: ClaimKind;
  from: number;
  to: number;
}

/** A claim, and its windows on each clock. */
export interface ClaimFacts {
  id: string;
  kind: ClaimKind;
  summary: string;
  /** Where in the log. */
  position: number;
  /** The id of the claim that it took the place of. */
  replaces: string | null;
  /** The date as written; empty when there is none. */
  written: string;
  happened: Window | null;
  reported: Window[];
  recorded: Window;
  /** When reports of it were ended, on each clock. */
  ends: { reported: number[]; recorded: number[] };
  inferred: boolean;
}

type Wire = ClaimsQuery["view"]["timeline"]["nodes"][number];

/** What the server says of a claim, in moments. */
export function factsOf(claim: Wire): ClaimFacts {
  const kind = claim.__typename;
  const { earliest, surelyFrom, edtf, text } = claim.when;
  const from = earliest ?? surelyFrom;
  const recorded = parseMoment(claim.recordedAt);
  const affirming = claim.reports.filter((report) => report.inForce && report.stance === "AFFIRMED");
  return {
    id: claim.id,
    kind,
    summary: claim.summary,
    position: claim.position,
    replaces: claim.replaces?.id ?? null,
    written: text ?? edtf ?? "",
    happened: from ? { kind, from: parseMoment(from), to: parseMoment(surelyFrom ?? from) } : null,
    reported: claim.reports.map((report) => ({
      kind,
      from: parseMoment(report.from),
      to: parseMoment(report.to),
    })),
    recorded: { kind, from: recorded, to: recorded },
    ends: {
      reported: claim.ends.flatMap((end) => (end.to ? [parseMoment(end.to)] : [])),
      recorded: claim.ends.map((end) => parseMoment(end.recordedAt)),
    },
    inferred: affirming.length > 0 && affirming.every((report) => report.evidence === "INFERRED"),
  };
}

/** How everybody who affirms a claim puts it: a look-up for a picture and its claims. */
export function mannersOf(picture: Picture, claims: ClaimFacts[]): (claim: string) => Manner {
  const manners = new Map<string, Manner>();
  for (const edge of picture.edges) if (edge.hedged) manners.set(edge.claim, "hedged");
  for (const claim of claims) if (claim.inferred) manners.set(claim.id, "inferred");
  return (claim) => manners.get(claim) ?? "plain";
}

/** The claims that show in a scene, and how each stands. */
export function claimStates(picture: Picture, scene: Scene): Map<string, State> {
  const states = new Map<string, State>();
  for (const [index, edge] of picture.edges.entries()) {
    const state = scene.edges[index] ?? State.Hidden;
    if (state) states.set(edge.claim, state);
  }
  for (const [index, node] of picture.nodes.entries()) {
    const state = scene.nodes[index] ?? State.Hidden;
    if (node.claim && state) states.set(node.claim, state);
  }
  return states;
}
