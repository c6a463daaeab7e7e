// Precompiled for the tests, see lib/pch.h (measured, optimised less as well: a file 2.4 s instead of 5.3 s).
// Nothing here may be relied on: each file still includes what it uses.
#pragma once
#include "../../lib/pch.h"

#ifdef QT_WIDGETS_LIB
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTreeView>
#endif
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>
