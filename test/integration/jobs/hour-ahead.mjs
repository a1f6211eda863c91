// Preloaded into a worker: its wall clock is an hour ahead. The monotonic clock is left alone, as a wrong wall clock leaves it.
const HOUR_MS = 3_600_000;
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + HOUR_MS);
    else super(...parts);
  }

  static now() {
    return RealDate.now() + HOUR_MS;
  }
};
