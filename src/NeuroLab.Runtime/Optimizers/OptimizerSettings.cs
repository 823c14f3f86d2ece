namespace NeuroLab.Optimizers;

/// <summary>
/// Every number an optimizer can be tuned by. An optimizer reads the ones its formula has; the defaults of each are in
/// <see cref="Optimizer.Defaults"/>.
/// </summary>
/// <param name="LearningRate">η, the length of a step per unit of gradient.</param>
/// <param name="Momentum">μ, the share of the last velocity that is kept.</param>
/// <param name="Beta1">β₁, decay of the gradient's running mean (Adam).</param>
/// <param name="Beta2">β₂, decay of the squared gradient's running mean (Adam); α in RMSprop.</param>
/// <param name="Epsilon">ε, added to the denominator.</param>
/// <param name="WeightDecay">λ, pull towards zero: added to the gradient, or decoupled from it (AdamW).</param>
public readonly record struct OptimizerSettings(
    double LearningRate = 0.01,
    double Momentum = 0.9,
    double Beta1 = 0.9,
    double Beta2 = 0.999,
    double Epsilon = 1e-8,
    double WeightDecay = 0);
