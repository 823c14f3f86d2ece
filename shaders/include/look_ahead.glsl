// The factor of the gradient in the look-ahead of a sharpness-aware step.
float ahead_of(float squared_norm)
{
    return rho / (sqrt(squared_norm) + 1e-12);
}
