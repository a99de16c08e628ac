import { useEffect, useState } from "react";
import type { Theme } from "./drawing";

const queries = ["(prefers-color-scheme: dark)", "(forced-colors: active)", "(prefers-contrast: more)"];

/** The colours of the style sheet for the canvas; read anew when the system changes them. */
export function useTheme(): Theme | null {
  const [theme, setTheme] = useState<Theme | null>(null);
  useEffect(() => {
    const read = () => setTheme(themeOf(getComputedStyle(document.documentElement)));
    read();
    const lists = queries.map((query) => matchMedia(query));
    for (const list of lists) list.addEventListener("change", read);
    return () => {
      for (const list of lists) list.removeEventListener("change", read);
    };
  }, []);
  return theme;
}

function themeOf(style: CSSStyleDeclaration): Theme {
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    paper: of("canvas"),
    ink: of("ink"),
    muted: of("muted"),
    line: of("line"),
    accent: of("accent"),
    sans: of("sans"),
    tones: {
      person: of("person"),
      body: of("body"),
      place: of("place"),
      thing: of("thing"),
      said: of("said"),
      done: of("done"),
    },
  };
}
