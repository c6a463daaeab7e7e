// Precompiled for the window, see lib/pch.h. Not all of QtWidgets: each file instantiates again what the headers leave
// open (measured: an empty file 1.0 s instead of 0.4 s).
#pragma once
#include "../lib/pch.h"

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QTreeView>
