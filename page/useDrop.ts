import { useEffect, useState } from 'preact/hooks';
import { add, offer } from './add/additions.ts';
import { readDrop } from './add/readDrop.ts';
import { address } from './address/address.ts';
import { searchBy } from './search/pictures.ts';

/**
 * What is dropped or pasted anywhere: it is searched for, or added where things are added. A folder is
 * never searched for.
 * @returns whether something is held above the page
 */
export function useDrop(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const take = async (data: DataTransfer) => {
      const { files, folders } = await readDrop(data);
      const { view, collection } = address.peek();
      if (files.length === 0) return;
      if (view === 'add') add(collection, files);
      else if (folders) offer(files);
      else searchBy(files.map(({ file }) => file));
    };
    const onDrag = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(event.type === 'dragover');
      if (event.type === 'drop') void take(event.dataTransfer);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (!event.clipboardData?.types.includes('Files')) return;
      event.preventDefault();
      void take(event.clipboardData);
    };
    const drags = ['dragover', 'dragleave', 'drop'] as const;
    for (const type of drags) document.addEventListener(type, onDrag);
    document.addEventListener('paste', onPaste);
    return () => {
      for (const type of drags) document.removeEventListener(type, onDrag);
      document.removeEventListener('paste', onPaste);
    };
  }, []);
  return over;
}
