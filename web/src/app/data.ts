// What the app holds of the server's, and when it asks for it anew.

import { useEffect, useRef, useState } from "react";
import type { ClaimsQuery } from "../gql/graphql";
import { type ClaimFacts, factsOf } from "./claims";
import { findPlaces, type Places } from "./layout";
import { type Picture, pictureFrom } from "./picture";
import { ClaimsQuestion, LiveQuestion, PictureQuestion, SourcesQuestion } from "./questions";
import { ask, follow, socket, useAnswer } from "./server";
import type { View } from "./view";

/** How many nodes are drawn at most; more are cut by degree, and said to be. */
const most = 1500;

/** The picture over all moments, where its nodes lie, and the claims in it. */
export interface Story {
  picture: Picture;
  places: Places;
  claims: ClaimFacts[];
  sources: Awaited<ReturnType<typeof askSources>>;
}

function askSources() {
  return ask(SourcesQuestion, {}).then((data) => data.view.sources.nodes);
}

/** All claims of the log, or as some sources tell them. */
async function askClaims(sources: string[]): Promise<ClaimFacts[]> {
  const claims: ClaimFacts[] = [];
  let after: string | null = null;
  for (;;) {
    const answer: ClaimsQuery = await ask(ClaimsQuestion, {
      after,
      accordingTo: sources.length > 0 ? sources : null,
    });
    const { nodes, pageInfo } = answer.view.timeline;
    claims.push(...nodes.map(factsOf));
    if (!pageInfo.hasNextPage) return claims;
    after = pageInfo.endCursor ?? null;
  }
}

function askGraphs(view: Pick<View, "clock" | "sources">) {
  return ask(PictureQuestion, {
    lift: ["VALID", view.clock === "reported" ? "REPORTED" : "RECORDED"],
    accordingTo: view.sources.length > 0 ? view.sources : null,
    max: most,
  });
}

/**
 * The story by a clock and by some sources, at a version of the log. Places are found for everybody's picture first, so
 * that a choice of sources moves nothing, and once found they stay.
 */
export function useStory(view: View, version: number) {
  const places = useRef<Places>({});
  const key = JSON.stringify([view.clock, view.sources, version]);
  return useAnswer<Story>(key, async () => {
    const [graphs, claims, sources] = await Promise.all([
      askGraphs(view),
      askClaims(view.sources),
      askSources(),
    ]);
    const picture = pictureFrom(graphs.view, view.clock, claims);
    if (Object.keys(places.current).length === 0) {
      const everybody = { clock: "reported" as const, sources: [] };
      const plain = view.clock === "reported" && view.sources.length === 0;
      const whole = plain ? graphs : await askGraphs(everybody);
      places.current = await findPlaces(pictureFrom(whole.view, "reported", []), {});
    }
    if (picture.nodes.some((node) => !places.current[node.id])) {
      places.current = { ...places.current, ...(await findPlaces(picture, places.current)) };
    }
    const summaries = new Map(claims.map((claim) => [claim.id, claim.summary]));
    for (const node of picture.nodes) node.name = summaries.get(node.claim ?? "") ?? node.name;
    return { picture, places: places.current, claims, sources };
  });
}

/** How the connection for live events is. */
export type Connection = "live" | "reconnecting";

/** Counts the events that were recorded after a position, as they come. */
export function useLive(position: number | null): { newest: number | null; connection: Connection } {
  const [newest, setNewest] = useState<number | null>(null);
  const [connection, setConnection] = useState<Connection>("reconnecting");
  const begun = position !== null;
  const first = useRef(position);
  first.current ??= position;
  useEffect(() => {
    if (!begun) return;
    const ends = [
      socket.on("connected", () => setConnection("live")),
      socket.on("closed", () => setConnection("reconnecting")),
      follow(first.current ?? 0, LiveQuestion, setNewest, () => setConnection("reconnecting")),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [begun]);
  return { newest, connection };
}
