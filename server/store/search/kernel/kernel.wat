;; Comparisons of one query with many vectors. `node test/server/store/search/buildKernel.ts` makes kernel.wasm.
(module
  (import "store" "memory" (memory 1 65536 shared))

  ;; Scores blocks of 32 coded vectors and appends those of at least a threshold.
  ;;
  ;; A block is 64 bytes, the first four of which tell its lanes that hold a vector, and 16 bytes for
  ;; each code: in byte j that of lane j in the lower four bits and that of lane 16 + j in the upper.
  ;; A vector's score is the sum of what the tables, uint8 [codes, 16], have at its codes. Four of
  ;; them fit into a byte: no entry is above 63.
  ;;
  ;; $list, $listEnd: numbers of blocks, uint32; $stride: bytes of a block; $tableBytes: 16 for each
  ;; code, a multiple of four codes; $out: pairs of uint32, number of a vector and score; no block is
  ;; begun once more than up to $limit is written; $place: 64 bytes, the first four of which become
  ;; where in the list it stopped.
  ;; Returns the end of what was appended.
  (func (export "scan")
    (param $list i32) (param $listEnd i32) (param $blocks i32) (param $stride i32)
    (param $tables i32) (param $tableBytes i32)
    (param $out i32) (param $limit i32) (param $threshold i32) (param $place i32)
    (result i32)
    (local $p i32) (local $t i32) (local $tend i32) (local $first i32) (local $mask i32) (local $i i32)
    (local $c0 v128) (local $c1 v128) (local $c2 v128) (local $c3 v128)
    (local $t0 v128) (local $t1 v128) (local $t2 v128) (local $t3 v128)
    (local $lo v128) (local $hi v128)
    (local $a0 v128) (local $a1 v128) (local $b0 v128) (local $b1 v128)
    (local $fifteen v128) (local $th v128)
    (local.set $fifteen (i8x16.splat (i32.const 15)))
    (local.set $th (i16x8.splat (local.get $threshold)))
    (local.set $tend (i32.add (local.get $tables) (local.get $tableBytes)))
    (block $done
    (loop $blocks
      (br_if $done (i32.ge_u (local.get $list) (local.get $listEnd)))
      (br_if $done (i32.gt_u (local.get $out) (local.get $limit)))
      (local.set $a0 (v128.const i64x2 0 0)) (local.set $a1 (v128.const i64x2 0 0))
      (local.set $b0 (v128.const i64x2 0 0)) (local.set $b1 (v128.const i64x2 0 0))
      (local.set $t (local.get $tables))
      (local.set $p (i32.add (local.get $blocks)
        (i32.mul (i32.load (local.get $list)) (local.get $stride))))
      (local.set $first (local.get $p))
      (local.set $p (i32.add (local.get $p) (i32.const 64)))
      (loop $quads
        (local.set $c0 (v128.load (local.get $p)))
        (local.set $c1 (v128.load offset=16 (local.get $p)))
        (local.set $c2 (v128.load offset=32 (local.get $p)))
        (local.set $c3 (v128.load offset=48 (local.get $p)))
        (local.set $t0 (v128.load (local.get $t)))
        (local.set $t1 (v128.load offset=16 (local.get $t)))
        (local.set $t2 (v128.load offset=32 (local.get $t)))
        (local.set $t3 (v128.load offset=48 (local.get $t)))
        (local.set $lo
          (i8x16.add
            (i8x16.add
              (i8x16.relaxed_swizzle (local.get $t0) (v128.and (local.get $c0) (local.get $fifteen)))
              (i8x16.relaxed_swizzle (local.get $t1) (v128.and (local.get $c1) (local.get $fifteen))))
            (i8x16.add
              (i8x16.relaxed_swizzle (local.get $t2) (v128.and (local.get $c2) (local.get $fifteen)))
              (i8x16.relaxed_swizzle (local.get $t3) (v128.and (local.get $c3) (local.get $fifteen))))))
        (local.set $hi
          (i8x16.add
            (i8x16.add
              (i8x16.relaxed_swizzle (local.get $t0) (v128.and (i16x8.shr_u (local.get $c0) (i32.const 4)) (local.get $fifteen)))
              (i8x16.relaxed_swizzle (local.get $t1) (v128.and (i16x8.shr_u (local.get $c1) (i32.const 4)) (local.get $fifteen))))
            (i8x16.add
              (i8x16.relaxed_swizzle (local.get $t2) (v128.and (i16x8.shr_u (local.get $c2) (i32.const 4)) (local.get $fifteen)))
              (i8x16.relaxed_swizzle (local.get $t3) (v128.and (i16x8.shr_u (local.get $c3) (i32.const 4)) (local.get $fifteen))))))
        (local.set $a0 (i16x8.add (local.get $a0) (local.get $lo)))
        (local.set $a1 (i16x8.add (local.get $a1) (i16x8.shr_u (local.get $lo) (i32.const 8))))
        (local.set $b0 (i16x8.add (local.get $b0) (local.get $hi)))
        (local.set $b1 (i16x8.add (local.get $b1) (i16x8.shr_u (local.get $hi) (i32.const 8))))
        (local.set $p (i32.add (local.get $p) (i32.const 64)))
        (br_if $quads (i32.lt_u (local.tee $t (i32.add (local.get $t) (i32.const 64))) (local.get $tend))))
      (local.set $a0 (i16x8.sub (local.get $a0) (i16x8.shl (local.get $a1) (i32.const 8))))
      (local.set $b0 (i16x8.sub (local.get $b0) (i16x8.shl (local.get $b1) (i32.const 8))))
      (if (v128.any_true
            (v128.or
              (v128.or (i16x8.ge_u (local.get $a0) (local.get $th)) (i16x8.ge_u (local.get $a1) (local.get $th)))
              (v128.or (i16x8.ge_u (local.get $b0) (local.get $th)) (i16x8.ge_u (local.get $b1) (local.get $th)))))
        (then
          (local.set $lo (i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23 (local.get $a0) (local.get $a1)))
          (local.set $hi (i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31 (local.get $a0) (local.get $a1)))
          (v128.store (local.get $place) (local.get $lo))
          (v128.store offset=16 (local.get $place) (local.get $hi))
          (local.set $mask (i8x16.bitmask (i8x16.narrow_i16x8_s
             (i16x8.ge_u (local.get $lo) (local.get $th)) (i16x8.ge_u (local.get $hi) (local.get $th)))))
          (local.set $lo (i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23 (local.get $b0) (local.get $b1)))
          (local.set $hi (i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31 (local.get $b0) (local.get $b1)))
          (v128.store offset=32 (local.get $place) (local.get $lo))
          (v128.store offset=48 (local.get $place) (local.get $hi))
          (local.set $mask (i32.or (local.get $mask) (i32.shl (i8x16.bitmask (i8x16.narrow_i16x8_s
             (i16x8.ge_u (local.get $lo) (local.get $th)) (i16x8.ge_u (local.get $hi) (local.get $th)))) (i32.const 16))))
          (local.set $mask (i32.and (local.get $mask)
             (i32.load (local.get $first))))
          (local.set $first (i32.shl (i32.load (local.get $list)) (i32.const 5)))
          (block $none
          (loop $bits
            (br_if $none (i32.eqz (local.get $mask)))
            (local.set $i (i32.ctz (local.get $mask)))
            (i32.store (local.get $out) (i32.add (local.get $first) (local.get $i)))
            (i32.store offset=4 (local.get $out)
              (i32.load16_u (i32.add (local.get $place) (i32.shl (local.get $i) (i32.const 1)))))
            (local.set $out (i32.add (local.get $out) (i32.const 8)))
            (local.set $mask (i32.and (local.get $mask) (i32.sub (local.get $mask) (i32.const 1))))
            (br $bits)))))
      (local.set $list (i32.add (local.get $list) (i32.const 4)))
      (br $blocks)))
    (i32.store (local.get $place) (local.get $list))
    (local.get $out))

  ;; Inner products of a query with float32 rows, four rows at a time.
  ;; $bytes: of a row and of the query, a multiple of 16; $end: of the rows, of which there are a
  ;; multiple of four; $out: float32, one for each row.
  (func (export "dots")
    (param $rows i32) (param $end i32) (param $bytes i32) (param $query i32) (param $out i32)
    (local $q i32) (local $qend i32) (local $r1 i32) (local $r2 i32) (local $r3 i32)
    (local $v v128) (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128)
    (local.set $qend (i32.add (local.get $query) (local.get $bytes)))
    (block $done
    (loop $fours
      (br_if $done (i32.ge_u (local.get $rows) (local.get $end)))
      (local.set $r1 (i32.add (local.get $rows) (local.get $bytes)))
      (local.set $r2 (i32.add (local.get $r1) (local.get $bytes)))
      (local.set $r3 (i32.add (local.get $r2) (local.get $bytes)))
      (local.set $s0 (v128.const i64x2 0 0)) (local.set $s1 (v128.const i64x2 0 0))
      (local.set $s2 (v128.const i64x2 0 0)) (local.set $s3 (v128.const i64x2 0 0))
      (local.set $q (local.get $query))
      (loop $values
        (local.set $v (v128.load (local.get $q)))
        (local.set $s0 (f32x4.add (local.get $s0) (f32x4.mul (local.get $v) (v128.load (local.get $rows)))))
        (local.set $s1 (f32x4.add (local.get $s1) (f32x4.mul (local.get $v) (v128.load (local.get $r1)))))
        (local.set $s2 (f32x4.add (local.get $s2) (f32x4.mul (local.get $v) (v128.load (local.get $r2)))))
        (local.set $s3 (f32x4.add (local.get $s3) (f32x4.mul (local.get $v) (v128.load (local.get $r3)))))
        (local.set $rows (i32.add (local.get $rows) (i32.const 16)))
        (local.set $r1 (i32.add (local.get $r1) (i32.const 16)))
        (local.set $r2 (i32.add (local.get $r2) (i32.const 16)))
        (local.set $r3 (i32.add (local.get $r3) (i32.const 16)))
        (br_if $values (i32.lt_u (local.tee $q (i32.add (local.get $q) (i32.const 16))) (local.get $qend))))
      ;; Two and two lanes of each, then the two that are left.
      (v128.store (local.get $out)
        (f32x4.add
          (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27
            (local.tee $s0 (f32x4.add
              (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $s0) (local.get $s1))
              (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $s0) (local.get $s1))))
            (local.tee $s2 (f32x4.add
              (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $s2) (local.get $s3))
              (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $s2) (local.get $s3)))))
          (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31
            (local.get $s0) (local.get $s2))))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (local.set $rows (local.get $r3))
      (br $fours))))

  ;; Inner products of each piece of a vector with that code's sixteen centroids, from what $from has
  ;; on: float32 [codes, 16], in and out.
  ;; $centroids: float32 [codes, width, 16]; $piece: float32 [codes, width]; $width: bytes of a piece.
  (func (export "products")
    (param $centroids i32) (param $piece i32) (param $width i32) (param $from i32)
    (param $out i32) (param $outEnd i32)
    (local $end i32) (local $x v128)
    (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128)
    (loop $codes
      (local.set $s0 (v128.load (local.get $from)))
      (local.set $s1 (v128.load offset=16 (local.get $from)))
      (local.set $s2 (v128.load offset=32 (local.get $from)))
      (local.set $s3 (v128.load offset=48 (local.get $from)))
      (local.set $end (i32.add (local.get $piece) (local.get $width)))
      (loop $values
        (local.set $x (v128.load32_splat (local.get $piece)))
        (local.set $s0 (f32x4.add (local.get $s0) (f32x4.mul (local.get $x) (v128.load (local.get $centroids)))))
        (local.set $s1 (f32x4.add (local.get $s1) (f32x4.mul (local.get $x) (v128.load offset=16 (local.get $centroids)))))
        (local.set $s2 (f32x4.add (local.get $s2) (f32x4.mul (local.get $x) (v128.load offset=32 (local.get $centroids)))))
        (local.set $s3 (f32x4.add (local.get $s3) (f32x4.mul (local.get $x) (v128.load offset=48 (local.get $centroids)))))
        (local.set $centroids (i32.add (local.get $centroids) (i32.const 64)))
        (br_if $values (i32.lt_u
          (local.tee $piece (i32.add (local.get $piece) (i32.const 4))) (local.get $end))))
      (v128.store (local.get $out) (local.get $s0))
      (v128.store offset=16 (local.get $out) (local.get $s1))
      (v128.store offset=32 (local.get $out) (local.get $s2))
      (v128.store offset=48 (local.get $out) (local.get $s3))
      (local.set $from (i32.add (local.get $from) (i32.const 64)))
      (br_if $codes (i32.lt_u
        (local.tee $out (i32.add (local.get $out) (i32.const 64))) (local.get $outEnd)))))

  ;; Products as tables for `scan`, uint8 [codes, 16]: of each code from its least one on, in steps
  ;; that are the same for all and make the widest range $most of them. The products are changed.
  (func (export "tables")
    (param $products i32) (param $end i32) (param $most f32) (param $out i32)
    (local $p i32) (local $low v128) (local $widest v128) (local $scale v128) (local $half v128)
    (local.set $p (local.get $products))
    (loop $codes
      (local.set $low (f32x4.pmin
        (f32x4.pmin (v128.load (local.get $p)) (v128.load offset=16 (local.get $p)))
        (f32x4.pmin (v128.load offset=32 (local.get $p)) (v128.load offset=48 (local.get $p)))))
      (local.set $low (f32x4.pmin (local.get $low)
        (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $low) (local.get $low))))
      (local.set $low (f32x4.pmin (local.get $low)
        (i8x16.shuffle 4 5 6 7 0 1 2 3 12 13 14 15 8 9 10 11 (local.get $low) (local.get $low))))
      (v128.store (local.get $p) (f32x4.sub (v128.load (local.get $p)) (local.get $low)))
      (v128.store offset=16 (local.get $p) (f32x4.sub (v128.load offset=16 (local.get $p)) (local.get $low)))
      (v128.store offset=32 (local.get $p) (f32x4.sub (v128.load offset=32 (local.get $p)) (local.get $low)))
      (v128.store offset=48 (local.get $p) (f32x4.sub (v128.load offset=48 (local.get $p)) (local.get $low)))
      (local.set $widest (f32x4.pmax (local.get $widest) (f32x4.pmax
        (f32x4.pmax (v128.load (local.get $p)) (v128.load offset=16 (local.get $p)))
        (f32x4.pmax (v128.load offset=32 (local.get $p)) (v128.load offset=48 (local.get $p))))))
      (br_if $codes (i32.lt_u
        (local.tee $p (i32.add (local.get $p) (i32.const 64))) (local.get $end))))
    (local.set $widest (f32x4.pmax (local.get $widest)
      (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $widest) (local.get $widest))))
    (local.set $widest (f32x4.pmax (local.get $widest)
      (i8x16.shuffle 4 5 6 7 0 1 2 3 12 13 14 15 8 9 10 11 (local.get $widest) (local.get $widest))))
    (local.set $half (f32x4.splat (f32.const 0.5)))
    ;; Where all is the same there is no range, and what comes of it, no number, becomes zero.
    (local.set $scale (f32x4.div (f32x4.splat (local.get $most)) (local.get $widest)))
    (loop $codes
      (v128.store (local.get $out) (i8x16.narrow_i16x8_u
        (i16x8.narrow_i32x4_s
          (i32x4.trunc_sat_f32x4_s (f32x4.add (f32x4.mul (v128.load (local.get $products)) (local.get $scale)) (local.get $half)))
          (i32x4.trunc_sat_f32x4_s (f32x4.add (f32x4.mul (v128.load offset=16 (local.get $products)) (local.get $scale)) (local.get $half))))
        (i16x8.narrow_i32x4_s
          (i32x4.trunc_sat_f32x4_s (f32x4.add (f32x4.mul (v128.load offset=32 (local.get $products)) (local.get $scale)) (local.get $half)))
          (i32x4.trunc_sat_f32x4_s (f32x4.add (f32x4.mul (v128.load offset=48 (local.get $products)) (local.get $scale)) (local.get $half))))))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (br_if $codes (i32.lt_u
        (local.tee $products (i32.add (local.get $products) (i32.const 64))) (local.get $end))))))
