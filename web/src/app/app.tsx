import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Banner } from "./banner";
import { Canvas } from "./canvas";
import { claimStates, mannersOf } from "./claims";
import { useLive, useStory } from "./data";
import { Details } from "./details";
import { Failed } from "./failed";
import { Find } from "./find";
import { graphiqlLink, hasGraphiQL } from "./graphiql-link";
import { Help } from "./help";
import { go, steps, useView } from "./history";
import { Icon } from "./icons";
import { Legend } from "./legend";
import { sceneOf } from "./picture";
import { Side } from "./side";
import { Status } from "./status";
import { Timeline, type Transport } from "./timeline";
import { lensOf } from "./view";
import { words } from "./words";

/** The one screen. */
export function App() {
  const view = useView();
  const [version, setVersion] = useState(0);
  const story = useStory(view, version);
  const { picture, places, claims, sources } = story.data ?? {};
  const live = useLive(picture?.position ?? null);
  const newer = Math.max(0, (live.newest ?? 0) - (picture?.position ?? 0));
  const present = view.at === null && view.by === null && !view.follow;

  // Looking at now, what is new appears; looking at the past, it is only counted.
  useEffect(() => {
    if (newer === 0 || !present || story.pending) return;
    const timer = setTimeout(() => setVersion((old) => old + 1), 200);
    return () => clearTimeout(timer);
  }, [newer, present, story.pending]);

  const lens = useMemo(() => lensOf(view), [view]);
  const scene = useMemo(() => picture && sceneOf(picture, lens), [picture, lens]);
  const mannerOf = useMemo(
    () => (picture && claims ? mannersOf(picture, claims) : () => "plain" as const),
    [picture, claims],
  );
  const states = useMemo(() => picture && scene && claimStates(picture, scene), [picture, scene]);
  const shows = useCallback(
    (id: string) => {
      const index = picture?.nodes.findIndex((node) => node.id === id) ?? -1;
      return Boolean(states?.has(id) || scene?.nodes[index]);
    },
    [picture, scene, states],
  );
  const select = useCallback((id: string | null) => go({ selected: id }), []);
  const transport = useRef<Transport | null>(null);
  useKeys(transport);

  if (story.error && !story.data) {
    return <Failed error={story.error} onAgain={() => setVersion(version + 1)} />;
  }
  if (!picture || !scene || !places || !claims || !sources || !states) {
    return (
      <main className="alone" aria-busy="true">
        <h1>{words.name}</h1>
        <p role="status">{words.loading}</p>
      </main>
    );
  }
  const summary = words.drawn(scene.nodeCount, scene.edgeCount);
  return (
    <div className="screen" data-ready={!story.pending} data-testid="screen">
      <a className="skip" href="#list-tab">
        {words.skip}
      </a>
      <header className="top">
        <h1>
          <a href="./" className="brand">
            <span className="dot" aria-hidden="true" />
            {words.name}
          </a>
        </h1>
        <Find picture={picture} claims={claims} shows={shows} onSelect={select} />
        <div className="top-buttons">
          <UndoRedo />
          <CopyLink />
          {hasGraphiQL && (
            <a className="button" href={graphiqlLink(view)}>
              {words.graphiql}
            </a>
          )}
          <Help />
        </div>
      </header>
      <Banner view={view} hidden={claims.length - states.size} sources={sources} />
      <Side {...{ picture, scene, claims, sources, view, lens }} onSelect={select} />
      <main className="centre">
        {claims.length === 0 && <p className="over-canvas">{words.empty}</p>}
        {claims.length > 0 && scene.nodeCount === 0 && (
          <p className="over-canvas">
            <strong>{words.nothingShows}</strong> {words.nothingShowsHint}
          </p>
        )}
        {story.error && (
          <p className="cut" role="alert">
            {words.failed} {story.error.message}
          </p>
        )}
        {picture.truncated && (
          <p className="cut" role="status">
            {words.truncated(picture.nodes.length, picture.totalNodes)}
          </p>
        )}
        <Canvas
          {...{ picture, scene, places, mannerOf, summary }}
          selected={view.selected}
          onSelect={select}
          onOpen={() => document.getElementById("details")?.focus()}
        />
        <Legend />
      </main>
      <Details view={view} version={version} onSelect={select} />
      <Timeline claims={claims} view={view} transport={transport} />
      <Status
        view={view}
        summary={summary}
        position={picture.position}
        connection={live.connection}
        newer={present ? 0 : newer}
        onNewer={() => setVersion(version + 1)}
      />
    </div>
  );
}

function UndoRedo() {
  const { undo, redo } = steps();
  return (
    <>
      <button
        type="button"
        disabled={!undo}
        aria-label={words.undo}
        title={words.undo}
        onClick={() => history.back()}
      >
        <Icon name="undo" />
      </button>
      <button
        type="button"
        disabled={!redo}
        aria-label={words.redo}
        title={words.redo}
        onClick={() => history.forward()}
      >
        <Icon name="redo" />
      </button>
    </>
  );
}

function CopyLink() {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <button
      type="button"
      onClick={() => navigator.clipboard?.writeText(location.href).then(() => setCopied(true))}
    >
      <span aria-live="polite">{copied ? words.copied : words.copyLink}</span>
    </button>
  );
}

/** Space, brackets and N replay, and / goes to the find box, while the picture or a rail has the focus. */
function useKeys(transport: { current: Transport | null }) {
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target as HTMLElement;
      if (!target.matches("[role=application], [role=slider]")) return;
      if (event.key === "/") document.getElementById("find")?.focus();
      else if (event.key === " ") transport.current?.toggle();
      else if (event.key === "[") transport.current?.step(-1);
      else if (event.key === "]") transport.current?.step(1);
      else if (event.key === "n" || event.key === "N") transport.current?.now();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", key);
    return () => window.removeEventListener("keydown", key);
  }, [transport]);
}
