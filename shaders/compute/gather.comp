#version 430
// Copies the rows of a batch, [rows, width4], from the data set.
#include "bindings.glsl"
#include "step.glsl"

layout(local_size_x = 32) in;
layout(std430, binding = SLOT_INPUTS) readonly buffer Samples { vec4 samples[]; };
layout(std430, binding = SLOT_OUTPUT) writeonly buffer Batch { vec4 batch[]; };

uniform uint step_index, row_first, width4;

void main()
{
    uint column4 = gl_GlobalInvocationID.x, row = gl_WorkGroupID.y;
    if (column4 < width4)
        batch[row * width4 + column4] =
            samples[sample_of(steps[step_index].first, row_first + row) * width4 + column4];
}
