export {
  type Bundle,
  cardFile,
  checkpointFile,
  dataFile,
  graphFile,
  type ModelCard,
  makeTheSame,
  modelDigest,
  modelName,
  textDataFile,
  textFile,
  tokenizerFile,
} from './bundle/card.ts';
export { checkpointOf } from './bundle/checkpoint.ts';
export { digestOf } from './bundle/digest.ts';
export { findBundle } from './bundle/find.ts';
export { defaultModel, isShipped, modelFolders, shippedModels } from './bundle/folders.ts';
export {
  type BrokenBundle,
  type BundleList,
  listBundleFolders,
  listBundles,
  readPublished,
} from './bundle/list.ts';
export { type BundleDraft, publishBundle, type TextBeside } from './bundle/publish.ts';
export { checkGraph, readBundle } from './bundle/read.ts';
export { startCall } from './bundle/startCall.ts';
export { callOf } from './command/call.ts';
export type { Command } from './command/command.ts';
export { settingLines } from './command/help.ts';
export { endOnInterrupt } from './command/interrupt.ts';
export { toFlag, toVariable } from './command/names.ts';
export { didYouMean, nearest } from './command/nearest.ts';
export { checkSettings, readCommand, type Told } from './command/read.ts';
export { runCommand } from './command/run.ts';
export { createSpeed, duration, type Speed } from './command/speed.ts';
export { formatTable } from './command/table.ts';
export { enginesFolder } from './engines/folder.ts';
export {
  type EngineState,
  engineState,
  type InstalledEngine,
  installedEngine,
} from './engines/installed.ts';
export { jaxPlugin } from './engines/jaxPlugin.ts';
export { noNvidiaCard } from './engines/nvidia.ts';
export { installCuda, prepareOnnxruntimeCuda } from './engines/onnxruntimeCuda.ts';
export { onnxruntimeReason } from './engines/onnxruntimeReason.ts';
export {
  type EnginePackage,
  type EngineRecordFile,
  enginePackages,
  recordFile,
} from './engines/record.ts';
export { ConfigError } from './errors/config.ts';
export {
  defineError,
  type Given,
  PictureError,
  SelfsameError,
  type Wording,
  worded,
} from './errors/define.ts';
export {
  BundleCheckpointError,
  BundleCorruptError,
  BundleExistsError,
  BundleInvalidError,
  BundleNotFoundError,
  BundleUnreadableError,
  FileUnreadableError,
  GoldenMismatchError,
} from './errors/files.ts';
export * as pictureErrors from './errors/pictures.ts';
export {
  PictureBandsError,
  PictureTooSlowError,
  PictureUnreadableError,
} from './errors/pictures.ts';
export { sentence } from './errors/sentence.ts';
export { unwritableRemedy } from './errors/unwritable.ts';
export { unpackCommandFor } from './files/archive.ts';
export { exportLock, exportManifest, exportUnfinished } from './files/exported.ts';
export {
  type Findings,
  type FoundFile,
  type LeftOutFile,
  leftOutText,
  type PassedOver,
  passedOverCount,
} from './files/findings.ts';
export { labelsOf } from './files/labels.ts';
export { takeLock } from './files/lock.ts';
export { type ScanOptions, scanFolder } from './files/scan.ts';
export { inTemporary } from './files/temporary.ts';
export { checkGolden, type Embed, makeGolden } from './golden/check.ts';
export { goldenPicture } from './golden/picture.ts';
export { escapeHtml, page, type Section } from './html/page.ts';
export { knnAccuracy, knnClasses } from './measure/knn.ts';
export { createNearest, type Nearest, offer } from './measure/nearest.ts';
export { rankMeOf } from './measure/rankme.ts';
export { type Change, chanceOfLoss, changeOf } from './measure/signTest.ts';
export { spread } from './measure/spread.ts';
export {
  evenly,
  normaliseRows,
  selectVectors,
  type Vectors,
  vectorsOf,
} from './measure/vectors.ts';
export { printable } from './names.ts';
export { isDeep } from './picture/deep.ts';
export { decodeForeign, inSrgb } from './picture/foreign.ts';
export {
  isSupported,
  type PictureFormat,
  pictureExtensions,
  pictureFormats,
  sniffFormat,
} from './picture/format.ts';
export { type PictureLimits, pictureLimits } from './picture/limits.ts';
export {
  type Decoded,
  decodePicture,
  decodePixels,
  readPicture,
} from './picture/pixels.ts';
export type { RawPicture } from './picture/rawPicture.ts';
export { type PixelRule, type Resampling, resamplings, trainedPixels } from './picture/rule.ts';
export { version } from './version.ts';
