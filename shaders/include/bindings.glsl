// Every storage slot of the compute shaders. Slot.cs holds the same numbers; a test compares them. Rows of matrices are
// padded to whole vec4s; a name ending in 4 counts vec4s.
#define SLOT_PARAMETERS 0 // θ, or the weights in use, with the layout of ParameterLayout
#define SLOT_GRADIENT 1   // ∂loss/∂θ, with the layout of θ
#define SLOT_STATE0 2     // the optimizer's first state slot, with the layout of θ
#define SLOT_STATE1 3     // its second state slot
#define SLOT_STEPS 4      // constants of the enqueued steps
#define SLOT_ORDER 5      // sample indices of the enqueued batches
#define SLOT_INPUTS 6     // samples, [samples, inputs4]
#define SLOT_TARGETS 7    // targets, [samples, outputs4]
#define SLOT_VALUES 8     // a of a layer, [points, rows, units4]
#define SLOT_SUMS 9       // z of a layer, later replaced by ∂loss/∂z, [points, rows, units4]
#define SLOT_OUTPUT 10    // output of a kernel for the next one: values, a gathered batch, mixed weights
#define SLOT_PARTIALS 11  // partial sums of work groups
#define SLOT_RESULTS 12   // one vec4 per step, status or point
#define SLOT_TERMS 13     // the terms of each gradient, for the fused kernel
#define SLOT_POINTS 14    // (α, β) of points in a plane
#define SLOT_ORIGIN 5     // plane kernels run apart from training and reuse its slots: θ* or X·W*
#define SLOT_FIRST 6      // d₁ or X·D₁
#define SLOT_SECOND 7     // d₂ or X·D₂
#define SLOT_NEXT_RATES 2 // so do those of the Hessian: output for the next kernel, R{a} of a layer, [rows, units4]
#define SLOT_DIRECTION 5  // v, with the layout of θ
#define SLOT_RATES 6      // R{a} of a layer, [rows, units4]
#define SLOT_DELTA_RATES 4 // R{δ} of a layer, [rows, units4]
#define SLOT_SLOPE_RATES 7 // f″(z)∘(δ·W)∘R{z} of a layer, later replaced by its R{δ}, [rows, units4]
#define SLOT_SLOPES 3     // f′(z) of a layer, [rows, units4]
#define SLOT_CURVATURES 12 // f″(z)∘(δ·W) of a layer, [rows, units4]
#define SLOT_ERRORS 13    // ∂loss/∂a of a layer with a skip, or its rate of change, [rows, units4]
#define SLOT_THETA 0      // a plane together with bound samples: θ*
#define SLOT_ALPHA 1      // d₁
#define SLOT_BETA 2       // d₂
