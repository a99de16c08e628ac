import { useEffect, useMemo, useRef, useState } from "react";
import type { ClaimFacts } from "./claims";
import { go, settle, slide } from "./history";
import { Icon } from "./icons";
import { inWords } from "./moment";
import { Rail } from "./rail";
import { domainOf, happenedRail, secondRail, stepFrom, stepsOf } from "./rails";
import { secondMoment, type View } from "./view";
import { words } from "./words";

/** How long a step of the replay stands, in milliseconds. */
const pace = 900;

interface Props {
  claims: ClaimFacts[];
  view: View;
}

/** What the replay does; the app's keys call it too. */
export interface Transport {
  step: (way: 1 | -1) => boolean;
  toggle: () => void;
  now: () => void;
}

/** Both rails, and what plays them. */
export function Timeline({ claims, view, transport }: Props & { transport: { current: Transport | null } }) {
  const [wide, setWide] = useState(false);
  const [playing, setPlaying] = useState(false);
  const [touched, setTouched] = useState<"at" | "by">("at");
  const happened = useMemo(() => happenedRail(claims), [claims]);
  const second = useMemo(() => secondRail(claims, view.clock), [claims, view.clock]);
  const [domain, secondDomain] = useMemo(() => {
    const linked = view.clock === "reported";
    const first = domainOf(linked ? [happened, second] : [happened], wide);
    return [first, linked ? first : domainOf([second], true)];
  }, [happened, second, view.clock, wide]);
  const steps = useMemo(() => {
    const [a, b] = [stepsOf(happened), stepsOf(second)];
    if (view.follow) return { at: [...new Set([...a, ...b])].sort((x, y) => x - y), by: [] };
    return { at: a, by: b };
  }, [happened, second, view.follow]);

  const rail = view.follow ? "at" : touched;
  const begin = rail === "at" ? domain[0] : secondDomain[0];
  const step = (way: 1 | -1, whole = go) => {
    const next = stepFrom(
      steps[rail].filter((moment) => moment >= begin),
      view[rail],
      way,
    );
    if (next === null && way === -1) return false;
    whole({ [rail]: next });
    return next !== null;
  };
  const now = () => {
    setPlaying(false);
    if (view.at !== null || view.by !== null || view.follow) go({ at: null, by: null, follow: false });
  };
  const toggle = () => {
    if (!playing && view[rail] === null) go({ [rail]: begin });
    setPlaying(!playing);
  };
  transport.current = { step, toggle, now };
  const latest = useRef(step);
  latest.current = step;
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => {
      if (!latest.current(1, slide)) setPlaying(false);
    }, pace);
    return () => {
      clearInterval(timer);
      settle();
    };
  }, [playing]);

  const by = secondMoment(view);
  const slideTo = (key: "at" | "by") => (moment: number | null) => {
    setPlaying(false);
    setTouched(key);
    slide({ [key]: moment });
  };
  return (
    <section className="timeline" aria-label={words.timeline}>
      <div className="transport">
        <button type="button" aria-label={words.back} title={words.back} onClick={() => step(-1)}>
          <Icon name="back" />
        </button>
        <button
          type="button"
          className="primary"
          aria-label={playing ? words.pause : words.play}
          title={playing ? words.pause : words.play}
          onClick={toggle}
        >
          <Icon name={playing ? "pause" : "play"} />
        </button>
        <button type="button" aria-label={words.on} title={words.on} onClick={() => step(1)}>
          <Icon name="on" />
        </button>
        <button type="button" onClick={now}>
          {words.now}
        </button>
        <label title={words.followHint}>
          <input
            type="checkbox"
            checked={view.follow}
            onChange={() => go({ follow: !view.follow, by: view.follow ? view.at : null, clock: "reported" })}
          />
          {words.follow}
        </label>
        <label title={words.upToHint}>
          <input type="checkbox" checked={view.upTo} onChange={() => go({ upTo: !view.upTo })} />
          {words.upTo}
        </label>
        <fieldset className="clock">
          <legend>{words.clock}</legend>
          {(["reported", "recorded"] as const).map((clock) => (
            <label key={clock}>
              <input
                type="radio"
                name="clock"
                checked={view.clock === clock}
                onChange={() => go({ clock, by: null, follow: false })}
              />
              {clock}
            </label>
          ))}
        </fieldset>
        <span className="key" aria-hidden="true">
          <i className="swatch statement" /> statements <i className="swatch action" /> actions{" "}
          <i className="swatch relation" /> relations
        </span>
      </div>
      <Rail
        title={words.happened}
        testID="rail-happened"
        facts={happened}
        domain={domain}
        at={view.at}
        value={view.at === null ? words.nowValue : inWords(view.at)}
        locked={false}
        onSlide={slideTo("at")}
        onSettle={settle}
        onWiden={() => setWide(!wide)}
      />
      <Rail
        title={view.clock === "reported" ? words.hadReported : words.hadRecorded}
        testID="rail-second"
        facts={second}
        domain={secondDomain}
        at={by}
        value={by === null ? words.nowValue : inWords(by)}
        locked={view.follow}
        onSlide={slideTo("by")}
        onSettle={settle}
        onWiden={() => setWide(!wide)}
      />
    </section>
  );
}
