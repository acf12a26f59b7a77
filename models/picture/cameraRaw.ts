import { tiffTags } from './tiffTags.ts';

/** Whether a TIFF is a camera's raw file: its first picture is a thumbnail, or it says that it is DNG. */
export function isCameraRaw(bytes: Uint8Array): boolean {
  const { isThumbnail, isDng } = tiffTags(bytes);
  // Canon marks its own behind the header.
  return isThumbnail || isDng || (bytes[8] === 0x43 && bytes[9] === 0x52);
}
