import type { ReactNode } from "react";
import type { DetailsQuery } from "../gql/graphql";
import { ClaimDetails } from "./claim";
import { KindIcon } from "./icons";
import { DetailsQuestion } from "./questions";
import { ask, useAnswer } from "./server";
import { argumentsOf, type View } from "./view";
import { kindNames, plain, words } from "./words";

export type Thing = NonNullable<DetailsQuery["node"]>;
type EntityThing = Extract<Thing, { __typename: "Entity" }>;
type DocumentThing = Extract<Thing, { __typename: "Document" }>;

interface Props {
  view: View;
  /** Grows when the log does: what is shown is then asked for anew. */
  version: number;
  onSelect: (id: string) => void;
}

/** All that is known of what is selected, as the view's moments have it. */
export function Details({ view, version, onSelect }: Props) {
  const id = view.selected;
  const seen = argumentsOf(view);
  const answer = useAnswer(
    id && JSON.stringify([id, seen, version]),
    () => ask(DetailsQuestion, { id: id ?? "", in: seen }).then((data) => data.node),
    120,
  );
  const thing = answer.data;
  return (
    <section className="details" aria-label={words.details} id="details" tabIndex={-1} data-testid="details">
      {!id && (
        <div className="hint">
          <p>{words.detailsEmpty}</p>
          <p>{words.detailsEmptyMore}</p>
        </div>
      )}
      {id && answer.error && <p role="alert">{answer.error.message}</p>}
      {id && thing === undefined && answer.pending && <p className="hint">{words.loading}</p>}
      {id && !answer.error && thing === null && <p className="hint">{words.outOfView}</p>}
      {id && !answer.error && thing && (
        <article aria-busy={answer.pending} className={answer.pending ? "pending" : undefined}>
          {thing.__typename === "Entity" && <EntityDetails thing={thing} onSelect={onSelect} />}
          {thing.__typename === "Document" && <DocumentDetails thing={thing} onSelect={onSelect} />}
          {"reports" in thing && <ClaimDetails thing={thing} view={view} onSelect={onSelect} />}
        </article>
      )}
    </section>
  );
}

function EntityDetails({ thing, onSelect }: { thing: EntityThing; onSelect: (id: string) => void }) {
  return (
    <>
      <p className="kicker">
        <KindIcon kind={thing.kind} /> {kindNames[thing.kind][0]}
        {thing.count ? `, ${thing.count} people` : ""}
      </p>
      <h2>{thing.name}</h2>
      {thing.description && <p>{thing.description}</p>}
      <dl>
        {thing.aliases.length > 0 && <Fact name={words.aliases}>{thing.aliases.join(", ")}</Fact>}
        {thing.identifiers.length > 0 && (
          <Fact name={words.identifiers}>
            {thing.identifiers.map(({ scheme, value }) => `${scheme}: ${value}`).join(", ")}
          </Fact>
        )}
        {thing.sameAs.map(({ a, b, judgement, note }) => (
          <Fact
            key={a.id + b.id}
            name={
              { SAME: words.sameAs, DIFFERENT: words.judgedDifferent, UNSURE: words.judgedUnsure }[judgement]
            }
          >
            {a.id === thing.id ? b.name : a.name}
            {note && ` (${note})`}
          </Fact>
        ))}
      </dl>
      <ClaimList {...thing.claims} onSelect={onSelect} />
    </>
  );
}

function DocumentDetails({ thing, onSelect }: { thing: DocumentThing; onSelect: (id: string) => void }) {
  return (
    <>
      <p className="kicker">{words.document}</p>
      <h2>{thing.title ?? thing.label}</h2>
      <dl>
        {thing.publisher && (
          <Fact name={words.publisher}>
            <Pick node={{ id: thing.publisher.id, label: thing.publisher.name }} onSelect={onSelect} />
          </Fact>
        )}
        {thing.publishedAt && (
          <Fact name={words.published}>{thing.publishedAt.edtf ?? thing.publishedAt.text}</Fact>
        )}
        {thing.url && (
          <Fact name={words.address}>
            <Outside url={thing.url} />
          </Fact>
        )}
        {thing.archiveUrl && (
          <Fact name={words.archived}>
            <Outside url={thing.archiveUrl} />
          </Fact>
        )}
      </dl>
      <ClaimList {...thing.documentClaims} onSelect={onSelect} />
    </>
  );
}

interface ListProps extends Pick<EntityThing["claims"], "totalCount" | "nodes"> {
  onSelect: (id: string) => void;
}

function ClaimList({ totalCount, nodes, onSelect }: ListProps) {
  return (
    <>
      <h3>{totalCount === 0 ? words.noClaims : words.claimsOf(totalCount)}</h3>
      <ol className="claims">
        {nodes.map((claim) => (
          <li key={claim.id}>
            <button type="button" className="pick" onClick={() => onSelect(claim.id)}>
              {claim.summary}
            </button>
            <small>
              {plain(claim.__typename)}
              {claim.when.edtf || claim.when.text ? `, ${claim.when.text ?? claim.when.edtf}` : ""}
              {claim.stance && claim.stance !== "AFFIRMED" ? `, ${plain(claim.stance)}` : ""}
            </small>
          </li>
        ))}
      </ol>
    </>
  );
}

/** One line of a list of facts. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Something that can be chosen in passing. */
export function Pick({
  node,
  onSelect,
}: {
  node: { id: string; label: string };
  onSelect: (id: string) => void;
}) {
  return (
    <button type="button" className="pick" onClick={() => onSelect(node.id)}>
      {node.label}
    </button>
  );
}

/** An address outside of this host: it is only opened when somebody clicks. */
export function Outside({ url, children }: { url: string; children?: ReactNode }) {
  if (!/^https?:\/\//.test(url)) return <>{url}</>;
  return (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {children ?? url}
    </a>
  );
}
