/** Nothing can be printed on this machine. `mend` is the command that changes that. */
export class DocumentsUnavailable extends Error {
  override readonly name = 'DocumentsUnavailable';

  constructor(
    detail: string,
    readonly mend: string,
    options?: ErrorOptions,
  ) {
    super(`${detail}; mend it with: ${mend}`, options);
  }
}
