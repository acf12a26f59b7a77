import sharp from 'sharp';

// Process-wide: whatever a picture claims to be, only these raster loaders can run, and only on
// bytes in memory; none for SVG, PDF or anything that can refer to other files.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadHeifBuffer',
    'VipsForeignLoadNsgifBuffer',
    'VipsForeignLoadTiffBuffer',
  ],
});
// Pictures are decoded side by side, each once: threads within one and a cache would only cost.
sharp.concurrency(1);
sharp.cache(false);

export { sharp };
