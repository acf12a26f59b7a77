// Sends the page's requests with the API key, which is asked for when the server wants one.
const storage = 'selfsame-key';
let asking;

/** Shows the dialogue; one for all the requests that wait for a key. */
function askForKey() {
  asking ??= new Promise((resolve, reject) => {
    const dialog = document.getElementById('ask');
    const input = document.getElementById('key');
    input.value = '';
    dialog.returnValue = '';
    dialog.addEventListener(
      'close',
      () => {
        asking = undefined;
        if (dialog.returnValue !== 'use') reject(new Error('This server wants an API key.'));
        else resolve(sessionStorage.setItem(storage, input.value));
      },
      { once: true },
    );
    dialog.showModal();
  });
  return asking;
}

/** As `fetch`; asks for a key, again if it is wrong, and repeats the request. */
export async function request(path, options = {}) {
  const headers = new Headers(options.headers);
  const key = sessionStorage.getItem(storage);
  if (key !== null) headers.set('Authorization', `Bearer ${key}`);
  const response = await fetch(path, { ...options, headers });
  if (response.status !== 401) return response;
  // Another request may have got a key meanwhile.
  if (sessionStorage.getItem(storage) === key) await askForKey();
  return request(path, options);
}
