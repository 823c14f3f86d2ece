// The loss of one sample. The including shader supplies `float output_at(uint output_index)`, `void set_derivative(uint output_index,
// float value)` and `float target_at(uint output_index)`; `output_index` is the index of a sample's output.
#include "loss"

float output_at(uint output_index);
float target_at(uint output_index);
void set_derivative(uint output_index, float value);

// (loss, 1 if correctly classified); passes the derivatives with respect to the outputs, times weight, to
// set_derivative.
vec2 sample_loss(uint columns, float weight)
{
    float peak = output_at(0u), total = 0.0, largest_target = target_at(0u), loss = 0.0;
    uint predicted = 0u, wanted = 0u;
    bool is_number = !isnan(peak);
    for (uint j = 1u; j < columns; j++)
    {
        float z = output_at(j), y = target_at(j);
        is_number = is_number && !isnan(z);
        if (z > peak)
        {
            peak = z;
            predicted = j;
        }
        if (y > largest_target)
        {
            largest_target = y;
            wanted = j;
        }
    }
#ifdef NEEDS_SOFTMAX
    for (uint j = 0u; j < columns; j++)
        total += exp(output_at(j) - peak);
#endif
    bool right = columns == 1u ? (peak > DECISION_THRESHOLD) == (largest_target > 0.5) : predicted == wanted;
    for (uint j = 0u; j < columns; j++)
    {
        float z = output_at(j), y = target_at(j);
        loss += output_loss(z, y, peak, total, int(columns));
#ifdef DIFFERENTIATE
        set_derivative(j, weight * output_gradient(z, y, peak, total, int(columns)));
#endif
    }
    return vec2(loss * weight, is_number && right ? 1.0 : 0.0);
}
