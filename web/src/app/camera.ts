// Where the picture is looked at from: screen = world * scale + offset.

/** A camera over the picture. */
export interface Camera {
  scale: number;
  x: number;
  y: number;
}

/** The camera that shows all places in a window, with a margin for labels. */
export function fitting(places: Iterable<[number, number]>, width: number, height: number): Camera {
  let [left, top, right, bottom] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const [x, y] of places) {
    [left, right, top, bottom] = [
      Math.min(left, x),
      Math.max(right, x),
      Math.min(top, y),
      Math.max(bottom, y),
    ];
  }
  if (left > right) return { scale: 1, x: width / 2, y: height / 2 };
  const [sideways, upright] = [Math.min(70, width * 0.1), 40];
  const scale = Math.min(
    1.6,
    Math.max(0.05, (width - 2 * sideways) / Math.max(1, right - left)),
    Math.max(0.05, (height - 2 * upright) / Math.max(1, bottom - top)),
  );
  return {
    scale,
    x: width / 2 - ((left + right) / 2) * scale,
    y: height / 2 - ((top + bottom) / 2) * scale,
  };
}

/** The camera after a zoom by a factor that leaves the point (x, y) of the screen where it is. */
export function zoomed(camera: Camera, factor: number, x: number, y: number): Camera {
  const scale = Math.min(6, Math.max(0.05, camera.scale * factor));
  const change = scale / camera.scale;
  return { scale, x: x - (x - camera.x) * change, y: y - (y - camera.y) * change };
}
