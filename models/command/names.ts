/** pictureBytes -> picture-bytes */
const dashed = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** pictureBytes -> --picture-bytes */
export const toFlag = (name: string) => `--${dashed(name)}`;

/** pictureBytes -> SELFSAME_PICTURE_BYTES */
export const toVariable = (name: string) =>
  `SELFSAME_${dashed(name).replaceAll('-', '_').toUpperCase()}`;
