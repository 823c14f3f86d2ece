// One training step: its batch, and its constants, rounded to float once on the host. Optimizers read those by name.
#define WHOLE_SET 0xFFFFFFFFu

// struct Step, steps[] and load_step(): generated from the declarations of the hyperparameters (StepData.cs).
#include "step_constants"

layout(std430, binding = SLOT_ORDER) readonly buffer Order { uint sample_order[]; };

uint sample_of(uint first, uint row)
{
    return first == WHOLE_SET ? row : sample_order[first + row];
}
