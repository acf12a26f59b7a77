/** A button that has files chosen; the same may be chosen again. */
export function FilePicker({
  label,
  accept,
  multiple = false,
  folder = false,
  capture = false,
  touchOnly = false,
  strong = false,
  onFiles,
}: {
  label: string;
  accept?: string;
  multiple?: boolean;
  /** A folder with all that is in it. */
  folder?: boolean;
  /** By the camera. */
  capture?: boolean;
  /** Where there is likely to be one. */
  touchOnly?: boolean;
  strong?: boolean;
  onFiles: (files: File[]) => void;
}) {
  return (
    <label class={`button picker${strong ? ' strong' : ''}${touchOnly ? ' touch' : ''}`}>
      {label}
      <input
        type="file"
        {...(accept && { accept })}
        multiple={multiple || folder}
        {...(folder && { webkitdirectory: true })}
        {...(capture && { capture: 'environment' })}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </label>
  );
}
