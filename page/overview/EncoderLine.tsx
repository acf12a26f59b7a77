import { Command } from '../parts/Command.tsx';
import { collectionFlag, commands } from '../server/commands.ts';
import { models } from '../server/live.ts';

/** Which encoder serves, what it is for, and how to come to a better one. */
export function EncoderLine({ collection }: { collection: string }) {
  const serving = models.value?.find((model) => 'serving' in model && model.serving);
  if (serving === undefined || !('serving' in serving)) return null;
  const { id, device, origin, training_pictures: pictures } = serving;
  const purpose = {
    shipped:
      'for trying this out: it learned from small photographs of ten kinds of things, and goes by colours and rough shapes',
    trained: `for pictures like the ${pictures?.toLocaleString()} that it learned from`,
    imported: 'made elsewhere, for what its makers trained it on',
  }[origin];
  return (
    <details class="encoder">
      <summary>
        <strong>{id}</strong> on {device}, {purpose}. <span class="more">A better one?</span>
      </summary>
      {origin === 'shipped' && (
        <>
          <p>One for photographs, in a minute:</p>
          <Command text={`${commands.models} get efficientnet-lite0`} />
        </>
      )}
      <p>One that learns from your own pictures, without labels:</p>
      <Command text={`${commands.train} --data <folder> --name mine --models models`} />
      {origin !== 'shipped' && (
        <>
          <p>This one, trained on with what “{collection}” has by now:</p>
          <Command text={`${commands.refresh} ${collectionFlag(collection)}`} />
        </>
      )}
      <p>Any other encoder that there is as an ONNX file:</p>
      <Command text={`${commands.models} import <encoder.onnx>`} />
      <p class="faint">
        What comes of each is listed under “Server”, to be compared and taken into use.
      </p>
    </details>
  );
}
