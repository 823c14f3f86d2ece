// Every storage slot of the compute shaders. Slot.cs holds the same numbers; a test compares them. Matrices are stored
// in rows padded to whole vec4s; a size in vec4s ends in 4.
#define SLOT_PARAMETERS 0 // θ, or the weights in use, laid out as ParameterLayout says
#define SLOT_GRADIENT 1   // ∂loss/∂θ, laid out like θ
#define SLOT_STATE0 2     // the optimizer's first slot, laid out like θ
#define SLOT_STATE1 3     // its second slot
#define SLOT_STEPS 4      // constants of the enqueued steps
#define SLOT_ORDER 5      // sample numbers of the enqueued batches
#define SLOT_INPUTS 6     // samples, [samples, inputs4]
#define SLOT_TARGETS 7    // targets, [samples, outputs4]
#define SLOT_VALUES 8     // a of a layer, [points, rows, units4]
#define SLOT_SUMS 9       // z of a layer, and later ∂loss/∂z in its place, [points, rows, units4]
#define SLOT_OUTPUT 10    // what a kernel hands to the next: values, a gathered batch, mixed weights
#define SLOT_PARTIALS 11  // sums of single work groups
#define SLOT_RESULTS 12   // one vec4 a step, status or point
#define SLOT_TERMS 13     // what each gradient is the sum of, for the fused kernel
#define SLOT_POINTS 14    // (α, β) of points in a plane
#define SLOT_ORIGIN 5     // the plane kernels run apart from training and take over its slots: θ* or X·W*
#define SLOT_FIRST 6      // d₁ or X·D₁
#define SLOT_SECOND 7     // d₂ or X·D₂
#define SLOT_NEXT_RATES 2 // so do the Hessian's: what a kernel hands to the next, R{a} of a layer, [rows, units4]
#define SLOT_DIRECTION 5  // v, laid out like θ
#define SLOT_RATES 6      // R{a} or R{δ} of a layer, [rows, units4]
#define SLOT_BENDS 7      // f″(z)∘R{z} of a layer, and later its R{δ}, [rows, units4]
#define SLOT_THETA 0      // a plane beside bound samples: θ*
#define SLOT_ALPHA 1      // d₁
#define SLOT_BETA 2       // d₂
