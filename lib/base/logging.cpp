#include "base/logging.h"

// Quiet unless asked: QT_LOGGING_RULES="wallaroo.*.info=true" tells what is sent.
Q_LOGGING_CATEGORY(logHttp, "wallaroo.http", QtWarningMsg)
Q_LOGGING_CATEGORY(logSession, "wallaroo.session", QtWarningMsg)
Q_LOGGING_CATEGORY(logSecrets, "wallaroo.secrets", QtWarningMsg)
