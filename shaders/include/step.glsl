// The constants of one training step, rounded to float once on the host; optimizers read them by these names.
struct Step
{
    uint first;  // place of the batch in the sample order, or WHOLE_SET
    uint rows;
    float learning_rate;
    float momentum;
    float beta1;
    float one_minus_beta1;
    float beta2;
    float one_minus_beta2;
    float epsilon;
    float weight_decay;
    float shrink;                    // 1 − η·λ
    float corrected_rate;            // η / (1 − β₁ᵗ)
    float inverse_sqrt_correction2;  // 1 / √(1 − β₂ᵗ)
    float unused0, unused1, unused2;
};

#define WHOLE_SET 0xFFFFFFFFu

layout(std430, binding = SLOT_STEPS) readonly buffer Steps { Step steps[]; };
layout(std430, binding = SLOT_ORDER) readonly buffer Order { uint sample_order[]; };

float learning_rate, momentum, beta1, one_minus_beta1, beta2, one_minus_beta2;
float epsilon, weight_decay, shrink, corrected_rate, inverse_sqrt_correction2;

void load_step(uint index)
{
    learning_rate = steps[index].learning_rate;
    momentum = steps[index].momentum;
    beta1 = steps[index].beta1;
    one_minus_beta1 = steps[index].one_minus_beta1;
    beta2 = steps[index].beta2;
    one_minus_beta2 = steps[index].one_minus_beta2;
    epsilon = steps[index].epsilon;
    weight_decay = steps[index].weight_decay;
    shrink = steps[index].shrink;
    corrected_rate = steps[index].corrected_rate;
    inverse_sqrt_correction2 = steps[index].inverse_sqrt_correction2;
}

uint sample_of(uint first, uint row)
{
    return first == WHOLE_SET ? row : sample_order[first + row];
}
