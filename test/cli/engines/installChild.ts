// Installs in a process of its own, which a test kills or gives little room.
// Arguments: the recipe as JSON, and the folder of engines.
import { runCommand } from '@selfsame/models';
import { installEngine } from '../../../cli/engines/install.ts';

const [recipe = '', folder = ''] = process.argv.slice(2);
const options = { folder, stop: new AbortController().signal, tell: console.log };
await runCommand(() => installEngine(JSON.parse(recipe), options));
