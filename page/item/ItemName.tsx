/** An id as far as there is room for it: the name of the file, and its folder above it. */
export function ItemName({ id }: { id: string }) {
  const at = id.lastIndexOf('/') + 1;
  return (
    <span class="id" title={id}>
      {at > 0 && <span class="folder">{id.slice(0, at)}</span>}
      <span class="name">{id.slice(at)}</span>
    </span>
  );
}
