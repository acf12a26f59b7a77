import { useState } from 'preact/hooks';
import { Command } from '../parts/Command.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Problem } from '../parts/Problem.tsx';
import { Table } from '../parts/Table.tsx';
import { useTask } from '../parts/useTask.ts';
import { commands } from '../server/commands.ts';
import { type AnyModel, collections, models } from '../server/live.ts';

type Known = Exclude<AnyModel, { state: 'rejected' }>;

const isKnown = (model: AnyModel): model is Known => model.state !== 'rejected';

/** The encoders that there are, and what can be done with each. */
export function Models() {
  const all = models.value ?? [];
  return (
    <section aria-labelledby="models">
      <h3 id="models">Encoders</h3>
      <Table heads={['encoder', 'state', 'searches', 'device', 'pictures/s', 'made']} acts>
        {all.map((model, i) =>
          isKnown(model) ? (
            <ModelRow key={i} model={model} />
          ) : (
            <tr key={i}>
              <th scope="row">{model.id}</th>
              <td class="bad">rejected</td>
              <td colSpan={5}>{model.error.message}</td>
            </tr>
          ),
        )}
      </Table>
      <p>
        {all.length < 2 ? 'There is one encoder. ' : ''}Another one comes by training on your
        pictures, or from elsewhere:
      </p>
      <Command text={`${commands.train} --data <folder> --name mine --models models`} />
      <Command text={`${commands.models} get efficientnet-lite0`} />
    </section>
  );
}

function ModelRow({ model }: { model: Known }) {
  const [error, run] = useTask();
  const [activating, setActivating] = useState(false);
  const previous = (collections.value ?? []).filter(
    ({ model: own, previous }) => own === model.id && previous !== null,
  );
  const searched = model.collections.join(', ');
  return (
    <>
      <tr>
        <th scope="row">
          {model.id}
          {model.serving && <span class="tag">serves</span>}
        </th>
        <td>
          {model.state}
          {model.error && <span class="bad"> {model.error.message}</span>}
        </td>
        <td>{searched || '–'}</td>
        <td>{model.device ?? '–'}</td>
        <td>{model.pictures_per_second?.toLocaleString() ?? '–'}</td>
        <td>{new Date(model.created * 1000).toLocaleDateString()}</td>
        <td class="doing">
          {(model.state === 'available' || model.state === 'previous') && (
            <button type="button" onClick={() => run((client) => client.models.compare(model.id))}>
              Compare
            </button>
          )}
          {(model.state === 'available' || model.state === 'previous' || !model.serving) &&
            model.state !== 'activating' &&
            model.state !== 'verifying' && (
              <button type="button" onClick={() => setActivating(true)}>
                Activate …
              </button>
            )}
          {previous.length > 0 && (
            <button
              type="button"
              onClick={() =>
                run((client) =>
                  client.models.rollback(model.id, {
                    collections: previous.map(({ name }) => name),
                    on_missing: 'refuse',
                  }),
                )
              }
            >
              Back to {[...new Set(previous.map((one) => one.previous))].join(', ')}
            </button>
          )}
        </td>
      </tr>
      {error && (
        <tr>
          <td colSpan={7}>
            <Problem error={error} />
          </td>
        </tr>
      )}
      {activating && <ActivateDialog model={model} onClose={() => setActivating(false)} />}
    </>
  );
}

function ActivateDialog({ model, onClose }: { model: Known; onClose: () => void }) {
  const [force, setForce] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const [, run] = useTask();
  const begin = () =>
    run(async (client) => {
      try {
        await client.models.activate(model.id, { force, on_missing: 'refuse' });
        onClose();
      } catch (failed) {
        setError(failed as Error);
      }
    });
  return (
    <Dialog title={`Activate ${model.id}`} onClose={onClose}>
      <p>
        It is compared with the model of today on kept pictures first, as “Compare” does, and
        refused if it does worse. Then the kept pictures of every collection are embedded by it
        while searches go on as before, and each collection follows in one step. There is a way
        back.
      </p>
      <label class="check">
        <input
          type="checkbox"
          checked={force}
          onChange={(event) => setForce(event.currentTarget.checked)}
        />{' '}
        Take it even if it does worse
      </label>
      {error && <Problem error={error} />}
      <div class="actions">
        <button type="button" onClick={onClose}>
          Cancel
        </button>
        <button type="button" class="strong" onClick={begin}>
          Compare, and activate
        </button>
      </div>
    </Dialog>
  );
}
