export { downloadWheel, findPip, type PinnedWheel, type Pip, wheelFile } from './pip.ts';
