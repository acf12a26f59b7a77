// The page at `/`: searches a collection by a picture or by one of its items, and adds pictures.
import { request } from './request.js';

const $ = (id) => document.getElementById(id);
const base = () => `v1/collections/${$('collection').value}`;
const itemPath = (id) => `${base()}/items/${encodeURIComponent(id)}`;

function say(text) {
  $('status').textContent = text;
}

/** The answer's JSON; an error's message, which ends with the remedy, is thrown. */
async function call(path, options) {
  const response = await request(path, options);
  const body = await response.json();
  if (response.ok) return body;
  throw new Error(body.error.message);
}

/** The address of an item's kept picture; an image element could not send the API key. */
async function pictureOf(id) {
  const response = await request(`${itemPath(id)}/image`);
  if (!response.ok) throw new Error('no preview');
  return URL.createObjectURL(await response.blob());
}

/** Runs a task of the page and shows what goes wrong. */
async function attempt(task) {
  try {
    await task();
  } catch (error) {
    say(error.message);
  }
}

function card({ id, score }) {
  const button = document.createElement('button');
  const image = document.createElement('img');
  const name = document.createElement('span');
  const value = document.createElement('span');
  button.type = 'button';
  button.title = 'Search by this item';
  image.alt = '';
  pictureOf(id).then(
    (source) => {
      image.src = source;
      image.addEventListener('load', () => URL.revokeObjectURL(source));
    },
    () => {
      const note = document.createElement('span');
      note.className = 'vector';
      note.textContent = 'no preview';
      image.replaceWith(note);
    },
  );
  name.className = 'id';
  name.textContent = id;
  value.className = 'score';
  value.textContent = score.toFixed(4);
  button.append(image, name, value);
  button.addEventListener('click', () => attempt(() => searchByItem(id)));
  const entry = document.createElement('li');
  entry.append(button);
  return entry;
}

function show({ results, considered, exact }, milliseconds) {
  $('results').replaceChildren(...results.map(card));
  const way = exact ? 'exactly' : 'approximately';
  say(
    considered === 0
      ? 'This collection has no pictures of this model yet. Add some first.'
      : `${considered} pictures searched ${way} in ${Math.round(milliseconds)} ms.`,
  );
}

async function search(options, query = '') {
  const start = performance.now();
  const answer = await call(`${base()}/search${query}`, { method: 'POST', ...options });
  show(answer, performance.now() - start);
}

function preview(source) {
  const image = $('preview');
  if (image.src.startsWith('blob:')) URL.revokeObjectURL(image.src);
  image.src = source;
  image.hidden = source === '';
}

async function searchByPicture(file) {
  preview(URL.createObjectURL(file));
  await search({ body: file }, '?k=24');
}

async function searchByItem(id) {
  preview(await pictureOf(id).catch(() => ''));
  const headers = { 'Content-Type': 'application/json' };
  await search({ headers, body: JSON.stringify({ id, k: 24 }) });
}

async function add(files) {
  const failed = [];
  for (const [i, file] of files.entries()) {
    say(`Adding ${i + 1} of ${files.length} …`);
    const path = `${itemPath(file.name)}`;
    await call(path, { method: 'PUT', body: file }).catch((error) => failed.push([file, error]));
  }
  const reason = failed.length > 0 ? ` ${failed[0][0].name}: ${failed[0][1].message}` : '';
  await loadCollections();
  say(`${files.length - failed.length} of ${files.length} pictures added.${reason}`);
}

async function loadCollections() {
  const chosen = $('collection').value;
  const { data } = await call('v1/collections');
  const options = data.map(({ name, items }) => new Option(`${name} (${items})`, name));
  $('collection').replaceChildren(...options);
  if (chosen !== '') $('collection').value = chosen;
  const lacking = data.reduce((sum, { items, comparable }) => sum + items - comparable, 0);
  if (lacking > 0)
    say(`${lacking} items have nothing by the model of their collection and are not searched.`);
}

async function loadModel() {
  const { data } = await call('v1/models');
  const model = data.find(({ serving }) => serving);
  const { width, height } = model.input;
  $('advice').hidden = !model.id.startsWith('cifar10-small/');
  $('model').textContent =
    `${model.id}: ${model.encoder}, ${width} × ${height} pixels to ${model.dimensions} dimensions, on ${model.device}${newsOf(data, model)}`;
}

/** What is newer than the model that serves, and how far it is on its way to take its place. */
function newsOf(models, { created }) {
  const activating = models.find(({ state }) => state === 'activating');
  if (activating !== undefined) {
    const { stage, done, total } = activating.activation;
    return `. ${activating.id} is being taken into use: ${stage}, ${done} of ${total}`;
  }
  const newer = models.filter((one) => one.state === 'available' && one.created > created);
  const newest = newer.toSorted((a, b) => a.created - b.created).at(-1);
  return newest === undefined
    ? ''
    : `. ${newest.id} is newer and not in use: selfsame models activate ${newest.id}`;
}

/** Runs a task over an input's files; the same file may be chosen again. */
function onFiles(input, task) {
  input.addEventListener('change', () => {
    const files = [...input.files];
    input.value = '';
    if (files.length > 0) attempt(() => task(files));
  });
}

onFiles($('query'), ([file]) => searchByPicture(file));
onFiles($('add'), add);
for (const type of ['dragover', 'dragleave', 'drop']) {
  document.addEventListener(type, (event) => {
    event.preventDefault();
    $('drop').classList.toggle('over', type === 'dragover');
  });
}
document.addEventListener('drop', ({ dataTransfer }) => {
  const [file] = dataTransfer.files;
  if (file) attempt(() => searchByPicture(file));
});
attempt(loadModel);
attempt(loadCollections);
