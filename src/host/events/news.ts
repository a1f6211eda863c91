/** Tells whoever listens that something was written here. What it was, they look for themselves. */
export interface News {
  tell(): void;
  listen(listener: () => void): void;
}

export function openNews(): News {
  const listeners = new Set<() => void>();
  return {
    tell: () => listeners.forEach((listener) => listener()),
    listen: (listener) => void listeners.add(listener),
  };
}
