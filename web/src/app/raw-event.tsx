import { type ReactNode, useState } from "react";
import { hasGraphiQL } from "./graphiql-link";
import { EventQuestion } from "./questions";
import { ask, useAnswer } from "./server";
import { words } from "./words";

const rawQuery = `# The event as the log holds it, and the proof that it does.
query RawEvent($after: Position!, $position: Position!) {
  log(after: $after, first: 1) { nodes { id position recordedAt recordedBy type payload } }
  proof(position: $position) { leafHash hashes checkpoint { size root note } }
}`;

/** The event as the log holds it, asked for when it is opened. */
export function RawEvent({ position }: { position: number }): ReactNode {
  const [open, setOpen] = useState(false);
  const answer = useAnswer(open ? `${position}` : null, () =>
    ask(EventQuestion, { after: position - 1 }).then((data) => data.log.nodes[0]),
  );
  const variables = JSON.stringify({ after: position - 1, position });
  return (
    <details className="raw" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {words.rawEvent}, {words.position(position)}
      </summary>
      {answer.error && <p role="alert">{answer.error.message}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      {answer.data && <pre tabIndex={0}>{JSON.stringify(answer.data, null, 2)}</pre>}
      {hasGraphiQL && (
        <p>
          <a href={`graphiql/?${new URLSearchParams({ query: rawQuery, variables })}`}>{words.openRaw}</a>
        </p>
      )}
    </details>
  );
}
