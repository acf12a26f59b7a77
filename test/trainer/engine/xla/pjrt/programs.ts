/** StableHLO that the tests run. */

/** (a [2, 3], b []) → (a + b, b), and the first result takes the place of a. */
export const addInPlace = `module {
  func.func public @main(%a: tensor<2x3xf32> {tf.aliasing_output = 0 : i32}, %b: tensor<f32>)
      -> (tensor<2x3xf32>, tensor<f32>) {
    %0 = stablehlo.broadcast_in_dim %b, dims = [] : (tensor<f32>) -> tensor<2x3xf32>
    %1 = stablehlo.add %a, %0 : tensor<2x3xf32>
    return %1, %b : tensor<2x3xf32>, tensor<f32>
  }
}`;

/** x → x + x, of a type such as `tensor<4xf32>`. */
export const double = (type: string) => `module {
  func.func public @main(%x: ${type}) -> ${type} {
    %0 = stablehlo.add %x, %x : ${type}
    return %0 : ${type}
  }
}`;

/** x → x, whose result has the type of its argument. */
export const identity = (type: string) => `module {
  func.func public @main(%x: ${type}) -> ${type} { return %x : ${type} }
}`;
