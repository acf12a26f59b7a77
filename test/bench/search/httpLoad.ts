import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { load } from './load.ts';

/** Searches over HTTP from a process of its own. Arguments: URL, file of JSON bodies, seconds. */
const [url, file, seconds] = process.argv.slice(2);
const bodies = (JSON.parse(readFileSync(file!, 'utf8')) as object[]).map((body) =>
  JSON.stringify(body),
);
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

function ask(i: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json' };
    const sent = request(url!, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`HTTP ${answer.statusCode}`)),
      );
    });
    sent.on('error', reject);
    sent.end(bodies[i]);
  });
}

const one = await load(ask, bodies.length, 1, Number(seconds));
const many = await load(ask, bodies.length, 16, Number(seconds));
console.log(JSON.stringify([one, many]));
process.exit(0);
