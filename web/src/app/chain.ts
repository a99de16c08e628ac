// How a claim is known, in words.

import type { EntityKind } from "../gql/graphql";
import { words } from "./words";

interface Link {
  name: string;
  kind: EntityKind;
}

/** A name inside a sentence: a descriptor of somebody unnamed is no name, and begins small. */
export function nameWithin(link: Link): string {
  return link.kind === "ANONYMOUS_SOURCE"
    ? link.name.charAt(0).toLowerCase() + link.name.slice(1)
    : link.name;
}

/** A chain, outlet first and origin last, as a sentence: "Sputnik, citing Fox News, citing two sources". */
export function chainInWords(chain: Link[]): string {
  const [first, ...rest] = chain;
  if (!first) return words.deskVouches;
  return [first.name, ...rest.map(nameWithin)].join(words.citing);
}
