import { type Bundle, callOf, isShipped, modelName } from '@selfsame/models';
import type { RunningServices } from './startServices.ts';

/** What is printed once the server listens: where it is, and three commands to try. */
export function welcome({ encoders, notices }: RunningServices, url: string, data: string): string {
  const { engine, bundle } = encoders.serving;
  const { card, dir } = bundle;
  return `
selfsame serves ${modelName(card)} on ${engine.device}: ${url}
  model ${dir}
  data  ${data}
${notices.map((notice) => `\n${notice}\n`).join('')}${advice(bundle)}
Try it with a picture of yours:
  curl --data-binary @picture.jpg ${url}/v1/embeddings
  curl -X PUT --data-binary @picture.jpg ${url}/v1/collections/default/items/picture
  curl --data-binary @picture.jpg '${url}/v1/collections/default/search?k=5'
`;
}

/** The encoder that comes along is for trying the service: what to take in its place. */
function advice(bundle: Bundle): string {
  const { card } = bundle;
  if (!isShipped(bundle)) return '';
  return `
${card.name} is for trying this out. An encoder for photographs, in a minute:
  ${callOf('models')} get efficientnet-lite0
For parts, tiles, tissue and whatever else few have pictures of, train one on yours:
  ${callOf('train')} --data <folder> --name mine --models models
`;
}
