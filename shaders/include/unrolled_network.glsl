// A tiny network in the registers of an invocation, one row at a time; the text of "network" is generated for its
// shape, without loops. The including shader supplies `vec4 weight_at(uint index)` and, with DIFFERENTIATE, `void
// keep(uint index, vec4 gradient)`; the index is that of θ.
#include "layer_math.glsl"
#include "sample_loss.glsl"

layout(std430, binding = SLOT_INPUTS) readonly buffer Inputs { vec4 inputs[]; };
layout(std430, binding = SLOT_TARGETS) readonly buffer Targets { vec4 targets[]; };

vec4 weight_at(uint index);
void keep(uint index, vec4 gradient);

// PARAMETERS4; float outputs[OUTPUTS], wanted[OUTPUTS], derivatives[OUTPUTS]; load_weights(), load_row(sample),
// forward(); with DIFFERENTIATE clear_gradient(), backward(), keep_gradient().
#include "network"

float output_at(uint output_index)
{
    return outputs[output_index];
}

float target_at(uint output_index)
{
    return wanted[output_index];
}

void set_derivative(uint output_index, float value)
{
    derivatives[output_index] = value;
}
