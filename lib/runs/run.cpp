#include "runs/run.h"

namespace wallaroo::runs {} // namespace wallaroo::runs
