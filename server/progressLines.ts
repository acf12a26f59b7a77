/** Between two lines, in milliseconds. */
const interval = 2000;

/** Tells now and then what a long work is at: a line each. */
export function progressLines(stream: NodeJS.WritableStream): (text: string) => void {
  let next = Date.now() + interval;
  return (text) => {
    if (Date.now() < next) return;
    next = Date.now() + interval;
    stream.write(`${text}\n`);
  };
}
