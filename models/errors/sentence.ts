/** A message as a sentence of its own, so that the remedy can follow it. */
export function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
