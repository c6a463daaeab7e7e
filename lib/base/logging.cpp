#include "base/logging.h"

Q_LOGGING_CATEGORY(logHttp, "wallaroo.http", QtInfoMsg)
Q_LOGGING_CATEGORY(logSession, "wallaroo.session", QtInfoMsg)
Q_LOGGING_CATEGORY(logSecrets, "wallaroo.secrets", QtInfoMsg)
