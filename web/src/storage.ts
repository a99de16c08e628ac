/**
 * A Storage of our own inside another: every key gets a prefix. Servers on one machine share an origin by turns
 * (127.0.0.1:8080), so another program's GraphiQL must not hand us its tabs.
 */
export function prefixed(inner: Storage, prefix: string): Storage {
  const own = () => Object.keys(inner).filter((key) => key.startsWith(prefix));
  return {
    get length() {
      return own().length;
    },
    key: (index) => own()[index]?.slice(prefix.length) ?? null,
    getItem: (key) => inner.getItem(prefix + key),
    setItem: (key, value) => inner.setItem(prefix + key, value),
    removeItem: (key) => inner.removeItem(prefix + key),
    clear: () => {
      for (const key of own()) inner.removeItem(key);
    },
  };
}
