import { Agent, get } from 'node:http';

/** Asks `GET /healthz` every so many milliseconds. */
const everyMs = 20;

export interface Probe {
  /** Ends the asking; the 99th percentile of the answers' times, in milliseconds. */
  stop(): number;
}

/** How long the server takes to say that it is alive, while it is under load. */
export function probeHealth(url: string): Probe {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const times: number[] = [];
  const timer = setInterval(() => {
    const began = performance.now();
    const request = get(`${url}/healthz`, { agent }, (answer) => {
      answer.resume().on('end', () => times.push(performance.now() - began));
    });
    // A server that is stopped in the meantime is not what is measured.
    request.on('error', () => {});
  }, everyMs);
  return {
    stop() {
      clearInterval(timer);
      agent.destroy();
      times.sort((a, b) => a - b);
      return times[Math.floor(0.99 * (times.length - 1))] ?? Number.NaN;
    },
  };
}
