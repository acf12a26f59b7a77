import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Encoder, Stages } from '../../../client/encoder/encoder.ts';
import type { Client, createClient } from '../../../client/index.ts';

const root = join(import.meta.dirname, '../../..');

export interface Made {
  readonly vector?: number[];
  readonly ms?: Stages;
  readonly code?: string;
  readonly message?: string;
}

export interface EncoderPage {
  /** What the encoder says of itself. */
  readonly loaded: {
    readonly model: string;
    readonly device: string;
    readonly threads: number;
    readonly note: string | null;
  };
  embed(picture: Uint8Array): Promise<Made>;
  /** All that was asked of any host: "GET /v1/models". */
  readonly requests: readonly string[];
  /** Errors of the console, violations of the policy among them. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/**
 * A page of a server that has an encoder in it, under the headers that the server's own page has; the
 * library's sources are handed to it without their types.
 */
export async function openEncoderPage(
  browser: Browser,
  url: string,
  options: { readonly device?: 'wasm' | 'webgpu'; readonly threads?: number } = {},
): Promise<EncoderPage> {
  const { headers: own } = await fetch(url);
  const names = [
    'Content-Security-Policy',
    'Cross-Origin-Opener-Policy',
    'Cross-Origin-Embedder-Policy',
  ];
  const headers = Object.fromEntries(names.map((name) => [name, own.get(name)!]));
  const context = await browser.newContext();
  const requests: string[] = [];
  const errors: string[] = [];
  context.on('request', (request) => {
    const { origin, pathname } = new URL(request.url());
    const isHere = origin === new URL(url).origin;
    requests.push(`${request.method()} ${isHere ? pathname : request.url()}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await context.route(`${url}/src/**`, async (route) => {
    const path = new URL(route.request().url()).pathname.slice('/src/'.length);
    if (path === 'page.html')
      return route.fulfill({
        headers,
        contentType: 'text/html',
        body: '<!doctype html><title>x</title>',
      });
    const text = stripTypeScriptTypes(await readFile(join(root, path), 'utf8'));
    const body = text.replaceAll("'@selfsame/models/plain'", "'/src/models/plain/index.ts'");
    return route.fulfill({ headers, contentType: 'text/javascript', body });
  });
  const page = await context.newPage();
  await page.goto(`${url}/src/page.html`);
  const loaded = await page.evaluate(load, options);
  return {
    loaded,
    requests,
    errors,
    embed: (picture) => page.evaluate(embed, Buffer.from(picture).toString('base64')),
    close: () => context.close(),
  };
}

interface Library {
  readonly createClient: typeof createClient;
  loadEncoder(options: { readonly client: Client }): Promise<Encoder>;
}

async function load(options: object): Promise<EncoderPage['loaded']> {
  const client = '/src/client/index.ts';
  const encoder = '/src/client/encoder/browser/index.ts';
  const { createClient } = (await import(client)) as Library;
  const { loadEncoder } = (await import(encoder)) as Library;
  const loaded = await loadEncoder({ client: createClient(), ...options });
  Object.assign(globalThis, { loaded });
  const { model, device, threads, note } = loaded;
  return { model, device, threads, note };
}

async function embed(base64: string): Promise<Made> {
  const { loaded } = globalThis as unknown as { loaded: Encoder };
  const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
  try {
    const { vector, ms } = await loaded.embed(bytes);
    return { vector: Array.from(vector), ms };
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return { code, message };
  }
}
